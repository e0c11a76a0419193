import type { Scenario } from "../scenario";
import { webScenarios } from "../web/index";
import { oneRoom } from "./one-room";

export const scenarios: Scenario[] = [oneRoom, ...webScenarios];
