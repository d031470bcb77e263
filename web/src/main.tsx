import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./app/tokens.css";
import "./app/global.css";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { paintBeforeSignIn } from "./app/preferences";
import { router } from "./app/router";
import { queryClient } from "./app/session-end";
import { SignedIn } from "./app/signed-in";
import { colorSchemes, cssVariables, theme } from "./app/theme";
import { preferredLanguage, startLanguages } from "./i18n/language";
import { later, useIdle } from "./ui/later";

const SaidLayer = later(async () => (await import("./app/said-layer")).SaidLayer);

function SaidWhenIdle() {
  return useIdle() ? <SaidLayer /> : null;
}

async function start(element: HTMLElement): Promise<void> {
  paintBeforeSignIn();
  await startLanguages(preferredLanguage(undefined));
  createRoot(element).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        colorSchemeManager={colorSchemes}
        defaultColorScheme="auto"
      >
        <Suspense fallback={null}>
          <SaidWhenIdle />
        </Suspense>
        <QueryClientProvider client={queryClient}>
          <SignedIn>
            <RouterProvider router={router} />
          </SignedIn>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}

const element = document.getElementById("root");
if (element) void start(element);
