import { useNavigate, useSearch } from "@tanstack/react-router";
import { TasksPage } from "@/features/tasks/tasks-page";

/** What waits for the person: fetched when somebody asks. */
export function TasksRoute() {
  const { kind = "mine" } = useSearch({ from: "/tasks" });
  const navigate = useNavigate();
  return (
    <TasksPage
      kind={kind}
      onChoose={(next) =>
        void navigate({ to: "/tasks", search: next === "mine" ? {} : { kind: next } })
      }
    />
  );
}
