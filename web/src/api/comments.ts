/** What people say about a record. */
import { call, type Json } from "./client";
import type { EntityKind } from "./people";
import type { Entity } from "./wire";

export interface Mention {
  code: string;
  type: EntityKind;
}

export interface Comment {
  id: string;
  /** Where somebody is mentioned, their names stand before it, on a line of their own. */
  text: string;
  createdAt: string;
  creator: Entity;
  mentions: Mention[];
}

export interface CommentPage {
  comments: Comment[];
  older: boolean;
}

export const COMMENTS_AT_ONCE = 10;
export const MOST_MENTIONS = 10;

/** Comments, newest first. */
export async function comments(
  app: string,
  record: string,
  offset: number,
): Promise<CommentPage> {
  const params = { app, record, order: "desc", offset, limit: COMMENTS_AT_ONCE };
  return call<CommentPage>("GET", "/k/v1/record/comments.json", params);
}

export async function addComment(
  app: string,
  record: string,
  comment: { text: string; mentions: readonly Mention[] },
): Promise<string> {
  const body = { app, record, comment: comment as unknown as Json };
  return (await call<{ id: string }>("POST", "/k/v1/record/comment.json", body)).id;
}

/** Takes back a comment of one's own. */
export async function deleteComment(
  app: string,
  record: string,
  comment: string,
): Promise<void> {
  await call("DELETE", "/k/v1/record/comment.json", { app, record, comment });
}
