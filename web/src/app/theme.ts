import {
  type CSSVariablesResolver,
  createTheme,
  InputWrapper,
  type MantineColorsTuple,
  Modal,
  Portal,
} from "@mantine/core";

const SHADES = [50, 100, 200, 300, 400, 600, 700, 800, 900, 1000] as const;

/** Ten shades of a デジタル庁 colour; number 8 is the one that text and buttons use (AA). */
function shades(name: string): MantineColorsTuple {
  return SHADES.map(
    (shade) => `var(--color-primitive-${name}-${shade})`,
  ) as unknown as MantineColorsTuple;
}

function grays(): MantineColorsTuple {
  const names = [50, 50, 100, 200, 420, 536, 600, 700, 800, 900];
  return names.map(
    (name) => `var(--color-neutral-solid-gray-${name})`,
  ) as unknown as MantineColorsTuple;
}

const FONT =
  '"Hiragino Sans", "BIZ UDPGothic", "Yu Gothic UI", "Meiryo", "Noto Sans JP", "Noto Sans CJK JP", system-ui, sans-serif';

export const theme = createTheme({
  primaryColor: "blue",
  primaryShade: 8,
  colors: {
    blue: shades("blue"),
    red: shades("red"),
    green: shades("green"),
    orange: shades("orange"),
    yellow: shades("yellow"),
    gray: grays(),
  },
  black: "var(--color-neutral-solid-gray-900)",
  fontFamily: FONT,
  fontFamilyMonospace: `"Noto Sans Mono", ui-monospace, ${FONT}`,
  fontSizes: { xs: "13px", sm: "14px", md: "15px", lg: "17px", xl: "20px" },
  lineHeights: { xs: "1.5", sm: "1.5", md: "1.6", lg: "1.6", xl: "1.5" },
  headings: {
    fontFamily: FONT,
    fontWeight: "700",
    sizes: {
      h1: { fontSize: "22px", lineHeight: "1.4" },
      h2: { fontSize: "17px", lineHeight: "1.5" },
      h3: { fontSize: "15px", lineHeight: "1.5" },
    },
  },
  radius: { xs: "4px", sm: "6px", md: "8px", lg: "12px", xl: "16px" },
  defaultRadius: "sm",
  cursorType: "pointer",
  components: {
    InputWrapper: InputWrapper.extend({
      styles: {
        label: {
          display: "block",
          marginBottom: 4,
          fontSize: 14,
          fontWeight: 600,
          lineHeight: 1.5,
        },
        error: { marginTop: 4, fontSize: 13, lineHeight: 1.4 },
      },
    }),
    Modal: Modal.extend({ styles: { title: { fontSize: 17, fontWeight: 700 } } }),
    // Inside a section, so that a dialog's header is no second banner of the page.
    Portal: Portal.extend({ defaultProps: { target: "#layers" } }),
  },
});

/** What Mantine's defaults get wrong for AA: errors, hints, input borders. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    "--u-line": "var(--color-neutral-solid-gray-200)",
    "--u-line-soft": "var(--color-neutral-solid-gray-100)",
    "--u-ground": "#f7f8fa",
    "--u-hover": "var(--color-primitive-blue-50)",
    "--u-ink": "var(--color-neutral-solid-gray-900)",
    "--u-soft-ink": "var(--color-neutral-solid-gray-700)",
  },
  light: {
    "--mantine-color-error": "var(--color-semantic-error-2)",
    "--mantine-color-dimmed": "var(--color-neutral-solid-gray-600)",
    "--mantine-color-placeholder": "var(--color-neutral-solid-gray-600)",
    "--mantine-color-default-border": "var(--color-neutral-solid-gray-420)",
  },
  dark: {},
});
