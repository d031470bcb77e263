/**
 * Photos made smaller before they are sent. The long side keeps 2,560 points: some five million in a
 * photo of 4:3, more than the 3.88 million that the law on electronic books asks of a scan of A4.
 */
const LONG_SIDE = 2560;
const QUALITY = 0.85;
const PHOTO = /^image\/(jpeg|png|webp|heic|heif)$/;
/** Smaller ones are sent as they are. */
const LARGE = 2 * 1024 * 1024;

export function isLargePhoto(file: File): boolean {
  return PHOTO.test(file.type) && file.size > LARGE;
}

/** The photo made smaller; itself where the browser cannot read it, or nothing would be gained. */
export async function reduced(file: File): Promise<File> {
  try {
    const photo = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONG_SIDE / Math.max(photo.width, photo.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(photo.width * scale);
    canvas.height = Math.round(photo.height * scale);
    canvas.getContext("2d")?.drawImage(photo, 0, 0, canvas.width, canvas.height);
    photo.close();
    const blob = await new Promise<Blob | null>((resolve) => {
      canvas.toBlob(resolve, "image/jpeg", QUALITY);
    });
    if (blob === null || blob.size >= file.size) return file;
    const name = file.name.replace(/\.[^.]+$/, "");
    return new File([blob], `${name}.jpg`, { type: "image/jpeg" });
  } catch {
    return file;
  }
}
