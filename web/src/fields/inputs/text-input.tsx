import { Textarea, TextInput } from "@mantine/core";
import type { InputProps } from "../field-ui";
import { asText } from "../values";
import { framed } from "./frame";

export function TextLineInput(props: InputProps) {
  return (
    <TextInput
      {...framed(props)}
      value={asText(props.value)}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      autoComplete="off"
    />
  );
}

export function TextAreaInput(props: InputProps) {
  return (
    <Textarea
      {...framed(props)}
      value={asText(props.value)}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      autosize
      minRows={props.isLabelHidden ? 1 : 3}
      maxRows={16}
    />
  );
}

const KINDS = {
  WEB: { type: "url", inputMode: "url", placeholder: "https://" },
  MAIL: { type: "email", inputMode: "email", placeholder: "name@example.co.jp" },
  CALL: { type: "tel", inputMode: "tel", placeholder: "03-0000-0000" },
} as const;

export function LinkInput(props: InputProps) {
  return (
    <TextInput
      {...framed(props)}
      {...KINDS[props.property.protocol ?? "WEB"]}
      value={asText(props.value)}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      autoComplete="off"
    />
  );
}
