import { ActionIcon, Button, Menu } from "@mantine/core";
import {
  IconCopy,
  IconDots,
  IconEyeCheck,
  IconLink,
  IconPencil,
  IconPrinter,
  IconTrash,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Rights } from "@/api/rights";
import { copyAddress } from "@/ui/copy-address";
import { say } from "@/ui/said";
import { DeleteDialog } from "./delete-dialog";

interface Props {
  appId: string;
  recordId: string;
  rights: Rights;
  revision: string;
  isPhone: boolean;
  /** What else is told before the record is deleted. */
  warnings: readonly string[];
}

/** What may be done with the record besides its process: what is done often, and a menu. */
export function RecordActions(props: Props) {
  const { t } = useTranslation();
  const { appId, recordId, rights, isPhone } = props;
  const [isDeleting, setDeleting] = useState(false);
  const mayCopy = rights.app.includes("add");
  return (
    <>
      {mayCopy && !isPhone ? (
        <Button
          variant="default"
          leftSection={<IconCopy size={18} aria-hidden="true" />}
          onClick={() => say(t("page.duplicateNote"))}
          renderRoot={(root) => <CopyLink appId={appId} recordId={recordId} root={root} />}
        >
          {t("record.duplicate")}
        </Button>
      ) : null}
      <More {...props} onDelete={() => setDeleting(true)} />
      {rights.record?.includes("edit") ? (
        <Button
          leftSection={<IconPencil size={18} aria-hidden="true" />}
          variant={isPhone ? "default" : "filled"}
          renderRoot={(root) => (
            <Link
              to="/apps/$appId/records/$recordId/edit"
              params={{ appId, recordId }}
              {...root}
            />
          )}
        >
          {t("record.edit")}
        </Button>
      ) : null}
      {isDeleting ? <DeleteDialog {...props} onClose={() => setDeleting(false)} /> : null}
    </>
  );
}

function CopyLink(props: { appId: string; recordId: string; root: Record<string, unknown> }) {
  const { appId, recordId, root } = props;
  return (
    <Link to="/apps/$appId/new" params={{ appId }} search={{ from: recordId }} {...root} />
  );
}

function More(props: Props & { onDelete: () => void }) {
  const { t } = useTranslation();
  const { appId, recordId, rights, isPhone, onDelete } = props;
  return (
    <Menu position="bottom-end" shadow="md" withinPortal>
      <Menu.Target>
        <ActionIcon variant="default" size={isPhone ? 44 : 36} aria-label={t("page.more")}>
          <IconDots size={20} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown aria-label={t("page.more")}>
        {rights.app.includes("add") && isPhone ? (
          <Menu.Item
            leftSection={<IconCopy size={18} aria-hidden="true" />}
            onClick={() => say(t("page.duplicateNote"))}
            renderRoot={(root: Record<string, unknown>): ReactNode => (
              <CopyLink appId={appId} recordId={recordId} root={root} />
            )}
          >
            {t("record.duplicate")}
          </Menu.Item>
        ) : null}
        <Menu.Item
          leftSection={<IconPrinter size={18} aria-hidden="true" />}
          renderRoot={(root: Record<string, unknown>): ReactNode => (
            <Link
              to="/apps/$appId/records/$recordId/print"
              params={{ appId, recordId }}
              {...root}
            />
          )}
        >
          {t("page.print")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLink size={18} aria-hidden="true" />}
          onClick={() => void copyAddress()}
        >
          {t("page.copyLink")}
        </Menu.Item>
        {rights.explains ? (
          <Menu.Item
            leftSection={<IconEyeCheck size={18} aria-hidden="true" />}
            renderRoot={(root: Record<string, unknown>): ReactNode => (
              <Link to="/access" search={{ app: appId, record: recordId }} {...root} />
            )}
          >
            {t("access.title")}
          </Menu.Item>
        ) : null}
        {rights.record?.includes("delete") ? (
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={18} aria-hidden="true" />}
            onClick={onDelete}
          >
            {t("trash.delete")}
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
