import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { EarlyScript } from "@/components/ui/early-script";
import { FollowLinks } from "@/components/ui/follow-links";
import { RememberZone } from "@/components/ui/remember-zone";
import { nonceOf } from "@/lib/security-headers";
import { requestHeaders } from "@/lib/web/request";
import "./tokens.css";
import "./base.css";

export const metadata: Metadata = {
  title: { default: "Banter", template: "%s · Banter" },
  description: "Talk to your team, then get on with it.",
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  interactiveWidget: "resizes-content",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fdfefc" },
    { media: "(prefers-color-scheme: dark)", color: "#171918" },
  ],
};

export default async function Layout({ children }: { children: ReactNode }) {
  const nonce = nonceOf(await requestHeaders());
  return (
    <html lang="en">
      <head>
        {/* not app/icon.svg: Next would make the link anew with every navigation, and the badge changes where it leads */}
        <link rel="icon" href="/icon.svg" sizes="any" type="image/svg+xml" />
        {/* the page is painted when it is whole: one half of it has its rows in other places */}
        <link rel="expect" href="#whole" blocking="render" />
        <EarlyScript nonce={nonce} />
      </head>
      <body>
        {children}
        <FollowLinks />
        <RememberZone />
        <template id="whole" />
      </body>
    </html>
  );
}
