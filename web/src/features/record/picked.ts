/** Between a form and the tab in which a record for its look-up is made. */

const CHANNEL = "urakata.picked";
const MARK = "#for-";

interface Message {
  ticket: string;
  record: string;
}

/** The address of a new record that comes back; the ticket says to which input. */
export function newRecordAddress(app: string, ticket: string): string {
  return `/apps/${app}/new${MARK}${ticket}`;
}

/** Tells the form that waits which record was made here; whether there is one. */
export function tellWaiting(record: string): boolean {
  const { hash } = window.location;
  if (!hash.startsWith(MARK)) return false;
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage({ ticket: hash.slice(MARK.length), record } satisfies Message);
  channel.close();
  return true;
}

/** Waits for the record made under a ticket. */
export function whenPicked(ticket: string, take: (record: string) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = (event: MessageEvent<Message>) => {
    if (event.data.ticket === ticket) take(event.data.record);
  };
  return () => channel.close();
}
