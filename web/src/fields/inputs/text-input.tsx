import { Textarea, TextInput } from "@mantine/core";
import type { InputProps } from "../field-ui";
import { kindly } from "../link-text";
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
  WEB: { inputMode: "url", placeholder: "https://" },
  MAIL: { inputMode: "email", placeholder: "name@example.co.jp" },
  CALL: { inputMode: "tel", placeholder: "03-0000-0000" },
} as const;

export function LinkInput(props: InputProps) {
  const protocol = props.property.protocol ?? "WEB";
  const tidy = (): void => {
    const meant = kindly(protocol, asText(props.value));
    if (meant !== asText(props.value)) props.onChange(meant);
    props.onBlur();
  };
  return (
    <TextInput
      {...framed(props)}
      {...KINDS[protocol]}
      value={asText(props.value)}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      onBlur={tidy}
      autoComplete="off"
    />
  );
}
