// Only what makes a working page nicer. Every action is a link or a form without this.
import {
  Button,
  CharacterCount,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  ServiceNavigation,
  SkipLink,
  createAll,
} from "govuk-frontend";
import { openForPrint } from "./print.js";
import { watchJob } from "./job.js";
import { keepDrafts } from "./keep.js";
import { explainInPlace } from "./meanings.js";
import { checkWords } from "./words.js";
import { noteBeside } from "./notes.js";

for (const component of [
  Button,
  CharacterCount,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  ServiceNavigation,
  SkipLink,
]) {
  createAll(component);
}
openForPrint();
watchJob();
keepDrafts();
explainInPlace();
checkWords();
noteBeside();
