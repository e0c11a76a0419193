import type { Scenario } from "../scenario";
import { webScenarios } from "../web/index";
import { connecting } from "./connecting";
import { directRooms } from "./direct-rooms";
import { history } from "./history";
import { instances } from "./instances";
import { oneRoom } from "./one-room";
import { relay } from "./relay";
import { roundTrips } from "./round-trips";
import { soak } from "./soak";
import { starting } from "./starting";
import { undisturbed } from "./undisturbed";

export const scenarios: Scenario[] = [
  oneRoom,
  directRooms,
  connecting,
  roundTrips,
  instances,
  history,
  relay,
  undisturbed,
  starting,
  ...webScenarios,
  soak,
];
