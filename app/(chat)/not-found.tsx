import { Nothing } from "@/components/ui/nothing";

export const metadata = { title: "Not found" };

export default Nothing;
