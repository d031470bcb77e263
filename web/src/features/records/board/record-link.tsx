import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

interface Props {
  appId: string;
  recordId: string;
  isEdit?: boolean;
  className?: string | undefined;
  children: ReactNode;
}

export function RecordLink({ appId, recordId, isEdit, className, children }: Props) {
  return (
    <Link
      to={isEdit ? "/apps/$appId/records/$recordId/edit" : "/apps/$appId/records/$recordId"}
      params={{ appId, recordId }}
      {...(className ? { className } : {})}
      draggable={false}
    >
      {children}
    </Link>
  );
}
