import { type BulkResult, type RecordRef, runOnMany, type Task } from "@/api/tasks";

/** What names a task on the screen. */
export function keyOf(task: { app: { id: string }; record: string }): string {
  return `${task.app.id}/${task.record}`;
}

/** The action by which a task is approved; undefined where it cannot be from here. */
export function approvalOf(task: Task): string | undefined {
  return task.actions.find((action) => action.kind === "APPROVE")?.name;
}

const RETURNED = /差戻|差し戻|却下|否認|return|reject/i;

/** The action that takes a task further: to approve, else the first that does not turn it back. */
export function forwardOf(task: Task): string | undefined {
  const plain = task.actions.filter(({ kind }) => kind === "PLAIN");
  return approvalOf(task) ?? plain.find(({ name }) => !RETURNED.test(name))?.name;
}

/** The action that gives a task back to who filed it. */
export function returnOf(task: Task): string | undefined {
  const back = task.actions.find((action) => action.kind === "RETURN");
  const plain = task.actions.filter(({ kind }) => kind === "PLAIN");
  return (back ?? plain.find(({ name }) => RETURNED.test(name)))?.name;
}

function refOf({ app, record, revision }: Task): RecordRef {
  return { app: app.id, id: record, revision };
}

/** The chosen tasks by the action that approves them: one call is for one action. */
export function byApproval(tasks: readonly Task[]): ReadonlyMap<string, RecordRef[]> {
  const groups = new Map<string, RecordRef[]>();
  for (const task of tasks) {
    const action = approvalOf(task);
    if (action !== undefined) groups.set(action, [...(groups.get(action) ?? []), refOf(task)]);
  }
  return groups;
}

/** Approves each for itself; what came of it, in the order of the tasks. */
export async function approveAll(
  tasks: readonly Task[],
  comment: string,
): Promise<BulkResult[]> {
  const results: BulkResult[] = [];
  for (const [action, records] of byApproval(tasks))
    results.push(...(await runOnMany(records, action, comment)));
  const place = new Map(tasks.map((task, index) => [keyOf(task), index]));
  const placeOf = ({ app, id }: BulkResult): number => place.get(`${app}/${id}`) ?? 0;
  return results.sort((a, b) => placeOf(a) - placeOf(b));
}
