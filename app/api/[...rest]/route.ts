import { notFound } from "@/lib/errors";
import { openRoute } from "@/lib/web/route";

const nothing = openRoute(async () => {
  throw notFound();
});

export { nothing as DELETE, nothing as GET, nothing as PATCH, nothing as POST, nothing as PUT };
