// The one entry. Everything here enhances a form or a link that works without it.
import * as autosave from "./autosave.js";
import * as copy from "./copy.js";
import * as counter from "./counter.js";
import * as dialog from "./dialog.js";
import * as leaving from "./leaving.js";
import * as menu from "./menu.js";
import * as print from "./print.js";
import * as refresh from "./refresh.js";
import * as renew from "./renew.js";
import * as swap from "./swap.js";
import * as theme from "./theme.js";
import * as toast from "./toast.js";
import * as unsent from "./unsent.js";

// autosave before toast: it reads what the messages say is saved, and toast takes them off to announce them
for (const part of [autosave, toast, dialog, menu, swap, refresh, copy, counter, theme, print, renew, leaving, unsent]) part.start(document);
