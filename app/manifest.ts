import type { MetadataRoute } from "next";

const PAGE = "#fdfefc"; // --page in app/tokens.css

/** What makes Banter an app that one can install. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    id: "/",
    name: "Banter",
    short_name: "Banter",
    description: "Talk to your team, then get on with it.",
    lang: "en",
    start_url: "/",
    scope: "/",
    display: "standalone",
    theme_color: PAGE,
    background_color: PAGE,
    icons: [
      { src: "/icon-192.png", sizes: "192x192", type: "image/png" },
      { src: "/icon-512.png", sizes: "512x512", type: "image/png" },
      { src: "/icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
    shortcuts: [
      { name: "New room", url: "/rooms/new" },
      { name: "People", url: "/people" },
    ],
  };
}
