import { access } from "./access-ja";
import { authority } from "./authority-ja";
import { calendar } from "./calendar-ja";
import { form } from "./form-ja";
import { jaAccount } from "./ja-account";
import { past } from "./past-ja";
import { personnel } from "./personnel-ja";
import { preview } from "./preview-ja";
import { recordPage } from "./record-ja";
import { versions } from "./versions-ja";

/** What the other pages and the dialogs say: fetched before the first of them is shown. */
export const later = {
  account: jaAccount,
  ...access,
  ...authority,
  ...calendar,
  form,
  ...past,
  ...personnel,
  preview,
  ...recordPage,
  ...versions,
};
