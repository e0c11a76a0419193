import type { Scenario } from "../scenario";

export const webScenarios: Scenario[] = [];
