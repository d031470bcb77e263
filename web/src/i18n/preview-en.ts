/** Words of the preview of files, English. */
export const preview = {
  title: "File preview",
  tools: "View",
  place: "{{place}} of {{count}}",
  previous: "Previous file (←)",
  next: "Next file (→)",
  smaller: "Smaller (-)",
  larger: "Larger (+)",
  download: "Download",
  page: "Page {{number}} of {{count}}",
  none: "Files of this kind cannot be shown here. Download it to open it.",
  failed: "It could not be shown. Download it to open it.",
  open: "Preview {{name}}",
};
