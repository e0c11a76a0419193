import * as accountData from "@/lib/account-data";
import * as rates from "@/lib/rates";
import { lines, otherMethods, route } from "@/lib/web/route";

export const GET = route(async ({ viewer }) => {
  await rates.dataCopy(viewer.id);
  return lines(accountData.copy(viewer), "banter-data.ndjson");
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
