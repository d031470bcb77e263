import { Button, Modal, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { peopleQuery } from "@/api/people";
import type { Process, ProcessAction, WireRecord } from "@/api/wire";
import { candidates } from "./actions";
import styles from "./record.module.css";

interface Props {
  action: ProcessAction | null;
  process: Process;
  record: WireRecord;
  onRun: (action: ProcessAction, assignee: string | null) => void;
  onClose: () => void;
}

/** Asks who comes next, where the next status has several candidates. */
export function AssigneeDialog(props: Props) {
  const { t } = useTranslation();
  const { action } = props;
  return (
    <Modal
      opened={action !== null}
      onClose={props.onClose}
      title={action ? t("record.actionTitle", { action: action.name }) : ""}
      closeButtonProps={{ "aria-label": t("common.close") }}
      centered
    >
      {action ? <Form {...props} action={action} /> : null}
    </Modal>
  );
}

function Form({ action, process, record, onRun, onClose }: Props & { action: ProcessAction }) {
  const { t } = useTranslation();
  const people = useQuery(peopleQuery("USER"));
  const found = useQuery({
    queryKey: ["candidates", action, record],
    queryFn: () => candidates(process, action, record),
  });
  const [chosen, setChosen] = useState<string | null>(null);
  const names = new Map(people.data?.map((one) => [one.code, one.name]));
  const options = (found.data ?? []).map(({ code, name }) => ({
    value: code,
    label: name || names.get(code) || code,
  }));
  const only = options.length === 1 ? (options[0]?.value ?? null) : null;
  const assignee = chosen ?? only;
  const [isAsked, setAsked] = useState(false);
  const isMissing = options.length > 0 && assignee === null;
  const run = (): void => {
    setAsked(true);
    if (!isMissing) onRun(action, assignee);
  };
  return (
    <div className={styles.modalForm}>
      <p>{t("record.actionLead", { status: action.to })}</p>
      <Select
        label={t("record.actionAssignee")}
        data={options}
        value={assignee}
        onChange={setChosen}
        searchable
        allowDeselect={false}
        nothingFoundMessage={t("form.nothingFound")}
        error={isAsked && isMissing ? t("record.assigneeMissing") : null}
      />
      <div className={styles.modalActions}>
        <Button variant="default" onClick={onClose}>
          {t("common.cancel")}
        </Button>
        <Button loading={found.isPending} onClick={run}>
          {t("record.run")}
        </Button>
      </div>
    </div>
  );
}
