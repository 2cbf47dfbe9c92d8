/** The pages under /docs: light or dark, as remembered. Everything else on them works without scripts. */
import { setUpTheme } from "./theme.js";

const button = document.getElementById("theme");
button.hidden = false;
setUpTheme(button);
