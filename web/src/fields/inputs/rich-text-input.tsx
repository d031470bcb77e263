import { Skeleton } from "@mantine/core";
import { lazy, Suspense } from "react";
import type { InputProps } from "../field-ui";

const EDITOR_HEIGHT = 190;
const Editor = lazy(async () => ({
  default: (await import("./rich-text-editor")).RichTextEditor,
}));

/** The editor weighs more than the rest of a form: it comes by itself, the form does not wait. */
export function RichTextInput(props: InputProps) {
  return (
    <Suspense fallback={<Skeleton height={EDITOR_HEIGHT} />}>
      <Editor {...props} />
    </Suspense>
  );
}
