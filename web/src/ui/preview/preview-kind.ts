/** What can be shown of a file without opening another program. */
export interface PreviewFile {
  key: string;
  name: string;
  contentType: string;
  size: number;
  url: string;
}

export type PreviewKind = "image" | "pdf" | "none";

/** Types that every browser draws by itself; drawings in SVG could hold scripts and are left out. */
const IMAGES = /^image\/(png|jpeg|gif|webp|avif|bmp)$/;
const NAMES = /\.(png|jpe?g|gif|webp|avif|bmp)$/i;

export function previewKind({
  contentType,
  name,
}: Pick<PreviewFile, "contentType" | "name">): PreviewKind {
  if (contentType === "application/pdf" || /\.pdf$/i.test(name)) return "pdf";
  const isUntold = contentType === "" || contentType === "application/octet-stream";
  return IMAGES.test(contentType) || (isUntold && NAMES.test(name)) ? "image" : "none";
}
