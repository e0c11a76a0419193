"use client";

/** What can be done with a message: code that comes when one is near one. */
export { Sheet } from "./sheet";
export { Toolbar } from "./toolbar";
