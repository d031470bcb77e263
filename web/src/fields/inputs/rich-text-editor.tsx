import { ActionIcon } from "@mantine/core";
import {
  IconBold,
  IconItalic,
  IconList,
  IconListNumbers,
  type IconProps,
  IconUnderline,
} from "@tabler/icons-react";
import { type Editor, EditorContent, useEditor, useEditorState } from "@tiptap/react";
import { StarterKit } from "@tiptap/starter-kit";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import type { InputProps } from "../field-ui";
import { asText } from "../values";
import { GroupFrame } from "./frame";
import styles from "./inputs.module.css";

const EXTENSIONS = [StarterKit];

export function RichTextEditor(props: InputProps) {
  const editor = useEditor({
    extensions: EXTENSIONS,
    content: asText(props.value),
    onUpdate: ({ editor: current }) => props.onChange(current.isEmpty ? "" : current.getHTML()),
    onBlur: () => props.onBlur(),
    editorProps: {
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": props.label },
    },
  });
  return (
    <GroupFrame input={props}>
      <div className={styles.rich}>
        {editor ? <Tools editor={editor} /> : null}
        <EditorContent editor={editor} />
      </div>
    </GroupFrame>
  );
}

function Tools({ editor }: { editor: Editor }) {
  const { t } = useTranslation();
  const on = useEditorState({
    editor,
    selector: ({ editor: current }) => ({
      bold: current.isActive("bold"),
      italic: current.isActive("italic"),
      underline: current.isActive("underline"),
      bulletList: current.isActive("bulletList"),
      orderedList: current.isActive("orderedList"),
    }),
  });
  const chain = () => editor.chain().focus();
  const tool = (name: keyof typeof on, Icon: ComponentType<IconProps>, run: () => boolean) => (
    <ActionIcon
      variant={on[name] ? "light" : "subtle"}
      color={on[name] ? "blue" : "gray"}
      aria-label={t(`form.${name}`)}
      aria-pressed={on[name]}
      onClick={run}
    >
      <Icon size={18} aria-hidden="true" />
    </ActionIcon>
  );
  return (
    <div className={styles.tools}>
      {tool("bold", IconBold, () => chain().toggleBold().run())}
      {tool("italic", IconItalic, () => chain().toggleItalic().run())}
      {tool("underline", IconUnderline, () => chain().toggleUnderline().run())}
      {tool("bulletList", IconList, () => chain().toggleBulletList().run())}
      {tool("orderedList", IconListNumbers, () => chain().toggleOrderedList().run())}
    </div>
  );
}
