import { Alert } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** What keeps a route from being passed as it is. */
export function RouteProblems({ texts }: { texts: readonly string[] }) {
  const { t } = useTranslation();
  if (texts.length === 0) return null;
  return (
    <Alert color="orange" role="alert" title={t("route.problems")}>
      {texts.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </Alert>
  );
}
