import { ActionIcon } from "@mantine/core";
import { IconStar, IconStarFilled } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Portal, portalQuery, star } from "@/api/portal";

interface Props {
  app: { id: string; name: string };
  isStarred: boolean;
}

/** ☆: the app becomes a favourite, or is none any more. */
export function StarButton({ app, isStarred }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: () => star({ app: app.id }, !isStarred),
    onSuccess: (favourites) =>
      client.setQueryData(portalQuery.queryKey, (now: Portal | undefined) =>
        now ? { ...now, favourites } : now,
      ),
  });
  const Icon = isStarred ? IconStarFilled : IconStar;
  return (
    <ActionIcon
      variant="subtle"
      color={isStarred ? "yellow" : "gray"}
      size={36}
      aria-label={t(isStarred ? "portal.unstar" : "portal.star", { name: app.name })}
      aria-pressed={isStarred}
      loading={change.isPending}
      onClick={() => change.mutate()}
    >
      <Icon size={18} aria-hidden="true" />
    </ActionIcon>
  );
}
