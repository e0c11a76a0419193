import type { Scenario } from "../scenario";
import { bytesOfThePage } from "./bytes";
import { lighthouse } from "./lighthouse";
import { rendering } from "./rendering";
import { scrolling } from "./scrolling";
import { tabMemory } from "./tab-memory";

/** What is measured of the pages, in a real browser where it takes one. */
export const webScenarios: Scenario[] = [rendering, bytesOfThePage, lighthouse, scrolling, tabMemory];
