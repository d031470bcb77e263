import {
  type CSSVariablesResolver,
  createTheme,
  localStorageColorSchemeManager,
  type MantineColorsTuple,
} from "@mantine/core";

/** Mantine wants ten shades; which one it takes where is settled by `cssVariables` below. */
function shades(
  ground: string,
  soft: string,
  ink: string,
  mark: string,
  fill: string,
): MantineColorsTuple {
  const names = [ground, ground, ground, soft, soft, mark, mark, ink, fill, ink];
  return names.map((name) => `var(--u-${name})`) as unknown as MantineColorsTuple;
}

const toned = (tone: string): MantineColorsTuple =>
  shades(`${tone}-ground`, `${tone}-mark`, `${tone}-ink`, `${tone}-mark`, `${tone}-mark`);

/** From what is read to what is behind everything, as Mantine counts its dark shades. */
const DARK = "ink ink soft-ink faint-ink line hover raised surface sunken ground".split(" ");
const GRAY =
  "sunken hover line-soft line line-strong faint-ink faint-ink soft-ink soft-ink ink".split(
    " ",
  );

const named = (names: string[]): MantineColorsTuple =>
  names.map((name) => `var(--u-${name})`) as unknown as MantineColorsTuple;

const FONT =
  '"Hiragino Sans", "BIZ UDPGothic", "Yu Gothic UI", "Meiryo", "Noto Sans JP", "Noto Sans CJK JP", system-ui, sans-serif';

/** What was chosen last in this browser: painted before the server has said anything. */
export const colorSchemes = localStorageColorSchemeManager({ key: "urakata.theme" });

export const theme = createTheme({
  primaryColor: "blue",
  primaryShade: 8,
  white: "var(--u-on-fill)",
  black: "var(--u-ink)",
  colors: {
    blue: shades("blue-ground", "blue-mark", "blue-ink", "accent", "fill"),
    red: toned("danger"),
    green: toned("success"),
    orange: toned("warning"),
    yellow: toned("yellow"),
    gray: named(GRAY),
    dark: named(DARK),
  },
  fontFamily: FONT,
  fontFamilyMonospace: `"Noto Sans Mono", ui-monospace, ${FONT}`,
  fontSizes: {
    xs: "0.8125rem",
    sm: "0.875rem",
    md: "0.9375rem",
    lg: "1.0625rem",
    xl: "1.25rem",
  },
  lineHeights: { xs: "1.5", sm: "1.5", md: "1.6", lg: "1.6", xl: "1.5" },
  headings: {
    fontFamily: FONT,
    fontWeight: "700",
    sizes: {
      h1: { fontSize: "1.375rem", lineHeight: "1.4" },
      h2: { fontSize: "1.0625rem", lineHeight: "1.5" },
      h3: { fontSize: "0.9375rem", lineHeight: "1.5" },
    },
  },
  radius: { xs: "4px", sm: "6px", md: "8px", lg: "12px", xl: "16px" },
  defaultRadius: "sm",
  cursorType: "pointer",
  // by name only: naming the parts themselves would load them with the first page
  components: {
    InputWrapper: {
      styles: {
        label: {
          display: "block",
          marginBottom: 4,
          fontSize: "0.875rem",
          fontWeight: 600,
          lineHeight: 1.5,
        },
        error: { marginTop: 4, fontSize: "0.8125rem", lineHeight: 1.4 },
      },
    },
    Modal: { styles: { title: { fontSize: "1.0625rem", fontWeight: 700 } } },
    // Inside a section, so that a dialog's header is no second banner of the page.
    Portal: { defaultProps: { target: "#layers" } },
  },
});

const TONES = { red: "danger", green: "success", orange: "warning", yellow: "yellow" } as const;

/** A colour of Mantine's in all the parts it plays, from one tone of ours. */
function parts(color: string, tone: string, text: string, fill: string, hover: string) {
  const name = `--mantine-color-${color}`;
  return {
    [`${name}-text`]: `var(--u-${text})`,
    [`${name}-filled`]: `var(--u-${fill})`,
    [`${name}-filled-hover`]: `var(--u-${hover})`,
    [`${name}-light`]: `var(--u-${tone}-ground)`,
    [`${name}-light-hover`]: `color-mix(in srgb, var(--u-${tone}-ground), var(--u-${tone}-ink) 8%)`,
    [`${name}-light-color`]: `var(--u-${tone}-ink)`,
    [`${name}-outline`]: `var(--u-${text})`,
    [`${name}-outline-hover`]: `var(--u-${tone}-ground)`,
  };
}

/** Every colour that Mantine paints with, by our tokens: they turn with the scheme themselves. */
function painted(): Record<string, string> {
  const tones = Object.entries(TONES).map(([color, tone]) =>
    parts(color, tone, `${tone}-ink`, `${tone}-mark`, `${tone}-mark`),
  );
  return Object.assign({}, ...tones, {
    ...parts("red", "danger", "danger", "danger-fill", "danger-fill-hover"),
    ...parts("blue", "blue", "accent", "fill", "fill-hover"),
    ...parts("gray", "neutral", "soft-ink", "faint-ink", "soft-ink"),
    "--mantine-primary-color-contrast": "var(--u-on-fill)",
    "--mantine-color-bright": "var(--u-ink)",
    "--mantine-color-text": "var(--u-ink)",
    "--mantine-color-body": "var(--u-surface)",
    "--mantine-color-error": "var(--u-danger)",
    "--mantine-color-success": "var(--u-success)",
    "--mantine-color-dimmed": "var(--u-faint-ink)",
    "--mantine-color-placeholder": "var(--u-faint-ink)",
    "--mantine-color-anchor": "var(--u-accent)",
    "--mantine-color-default": "var(--u-surface)",
    "--mantine-color-default-hover": "var(--u-hover)",
    "--mantine-color-default-color": "var(--u-ink)",
    "--mantine-color-default-border": "var(--u-line-strong)",
    "--mantine-color-disabled": "var(--u-sunken)",
    "--mantine-color-disabled-color": "var(--u-faint-ink)",
    "--mantine-color-disabled-border": "var(--u-line)",
  });
}

export const cssVariables: CSSVariablesResolver = () => {
  const colors = painted();
  return { variables: {}, light: colors, dark: colors };
};
