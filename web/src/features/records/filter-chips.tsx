import { CloseButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { FieldMap } from "@/api/wire";
import { expressionOf, type Filter, type FilterItem, filterOf } from "@/conditions/filters";
import { parseCondition } from "@/conditions/parser";
import { useSpeaker } from "@/conditions/use-speaker";
import { sayExpression } from "@/conditions/words";
import { writeCondition } from "@/conditions/writer";
import styles from "./chips.module.css";
import type { ListPlan } from "./list-plan";
import type { ListSearch, SearchChange } from "./list-search";

interface Props {
  fields: FieldMap;
  plan: ListPlan;
  search: ListSearch;
  onChange: (part: SearchChange) => void;
}

interface Shown {
  key: string;
  text: string;
  isOdd?: boolean;
  change: SearchChange;
}

/** What the list is narrowed down to, each part in words and with an ✕. */
export function FilterChips({ fields, plan, search, onChange }: Props) {
  const { t } = useTranslation();
  const chips = useChips(fields, plan, search);
  if (chips.length === 0) return null;
  return (
    <ul className={styles.chips} aria-label={t("filter.chips")}>
      {chips.map((chip) => (
        <li key={chip.key} className={styles.chip} data-odd={chip.isOdd}>
          <span>{chip.text}</span>
          <CloseButton
            size="sm"
            className={styles.close ?? ""}
            aria-label={t("filter.remove", { text: chip.text })}
            onClick={() => onChange(chip.change)}
          />
        </li>
      ))}
    </ul>
  );
}

function useChips(fields: FieldMap, plan: ListPlan, search: ListSearch): Shown[] {
  const { t } = useTranslation();
  const expression = parseCondition(plan.filter);
  const speaker = useSpeaker(fields, expression ?? null);
  const { status } = search;
  const chips: Shown[] = [];
  if (status) {
    const text = t("filter.statusIs", { status });
    chips.push({ key: "status", text, change: { status: undefined } });
  }
  if (expression === undefined) {
    chips.push({ key: "odd", text: plan.filter, isOdd: true, change: { filter: "" } });
    return chips;
  }
  const filter = filterOf(expression, speaker.asked);
  const say = (part: Filter): string => {
    const inside = expressionOf(part, speaker.asked);
    return inside === null ? "" : sayExpression(inside, speaker);
  };
  return [...chips, ...parts(filter).map((part) => ({ ...part, text: say(part.filter) }))];

  function parts(whole: Filter) {
    const items = whole.joint === "all" ? whole.items : whole.items.slice(0, 1);
    return items.map((item, place) => {
      const isAll = whole.joint === "all";
      const rest = isAll ? whole.items.filter((_, n) => n !== place) : [];
      const left = expressionOf({ joint: "all", items: rest }, speaker.asked);
      return {
        key: `${place} ${JSON.stringify(item)}`,
        filter: isAll ? alone(item) : whole,
        change: { filter: writeCondition(left) },
      };
    });
  }
}

function alone(item: FilterItem): Filter {
  return { joint: "all", items: [item] };
}
