import type { Metadata } from "next";
import type { ReactNode } from "react";
import { ownOrigin } from "@/lib/origin";
import { requestHeaders } from "@/lib/web/request";

/**
 * What a link to any page looks like where it is shared: who asks without a session is led here, a crawler too. The
 * address of the picture must be absolute, and the host is known only from the request.
 */
export async function generateMetadata(): Promise<Metadata> {
  return {
    metadataBase: ownOrigin(await requestHeaders()),
    openGraph: { type: "website", siteName: "Banter", title: "Banter" },
  };
}

export default function Layout({ children }: { children: ReactNode }) {
  return children;
}
