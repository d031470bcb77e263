import { useNavigate, useSearch } from "@tanstack/react-router";
import { QuickAction } from "@/features/record/quick-action";
import { RecordPane } from "@/features/record/record-pane";
import type { RecordSide } from "@/features/tasks/queue";
import { TasksPage } from "@/features/tasks/tasks-page";
import { useCurrentUser } from "./signed-in";

/** What waits for the person: fetched when somebody asks. */
export function TasksRoute() {
  const search = useSearch({ from: "/tasks" });
  const user = useCurrentUser();
  const navigate = useNavigate();
  const side: RecordSide = {
    pane: (task, onMoved) => (
      <RecordPane appId={task.app.id} recordId={task.record} user={user} onMoved={onMoved} />
    ),
    dialog: (task, action, onMoved, onClose) => (
      <QuickAction
        appId={task.app.id}
        recordId={task.record}
        userCode={user.code}
        action={action}
        onMoved={onMoved}
        onClose={onClose}
      />
    ),
  };
  return (
    <TasksPage
      search={search}
      side={side}
      onSearch={(next) =>
        void navigate({
          to: "/tasks",
          search: next,
          replace: next.view === "queue" && search.view === "queue",
          resetScroll: false,
        })
      }
      onOpen={(task) =>
        void navigate({
          to: "/apps/$appId/records/$recordId",
          params: { appId: task.app.id, recordId: task.record },
        })
      }
    />
  );
}
