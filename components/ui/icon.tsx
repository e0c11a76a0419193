const DRAWINGS = {
  hash: "M4 7.5h12.5M3.5 12.5H16M8.5 3.5l-2 13M13.5 3.5l-2 13",
  lock: "M5.5 9h9a1.5 1.5 0 0 1 1.5 1.5v4.5a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 4 15v-4.5A1.5 1.5 0 0 1 5.5 9zM6.8 9V6.7a3.2 3.2 0 0 1 6.4 0V9",
  search: "M9 14.5a5.5 5.5 0 1 0 0-11a5.5 5.5 0 0 0 0 11zM13 13l3.5 3.5",
  back: "M12.5 4l-6 6l6 6",
  people:
    "M7.5 9.5a3 3 0 1 0 0-6a3 3 0 0 0 0 6zM2 16.5v-.7a3.8 3.8 0 0 1 3.8-3.8h3.4a3.8 3.8 0 0 1 3.8 3.8v.7M13 3.8a3 3 0 0 1 0 5.5M15 12.3a3.8 3.8 0 0 1 3 3.7v.5",
  plus: "M10 3.5v13M3.5 10h13",
  send: "M10 16V4.5M5 9.3l5-5l5 5",
  arrow: "M4 10h11.5M11 5.5l4.5 4.5l-4.5 4.5",
  pencil: "M12.8 4.2a1.6 1.6 0 0 1 2.3 0l.7.7a1.6 1.6 0 0 1 0 2.3L7.5 15.5L3.8 16.2L4.5 12.5zM11.3 5.7l3 3",
  alert: "M10 17a7 7 0 1 0 0-14a7 7 0 0 0 0 14zM10 6.5v4M10 13.3v.1",
  offline:
    "M3 3l14 14M2.5 8.2a10.8 10.8 0 0 1 3.3-2.3M9 5a10.8 10.8 0 0 1 8.5 3.2M5.2 11.2a7 7 0 0 1 3.1-1.9M12.8 9.9a7 7 0 0 1 2 1.3M8 14a3 3 0 0 1 3.7-.2",
  more: "M4.5 10v.01M10 10v.01M15.5 10v.01",
  copy: "M7 7V5A1.5 1.5 0 0 1 8.5 3.5h6A1.5 1.5 0 0 1 16 5v6a1.5 1.5 0 0 1-1.5 1.5H13M5.5 7.5h6A1.5 1.5 0 0 1 13 9v6a1.5 1.5 0 0 1-1.5 1.5h-6A1.5 1.5 0 0 1 4 15V9A1.5 1.5 0 0 1 5.5 7.5z",
  link: "M8.5 11.5a3.2 3.2 0 0 0 4.6 0l2.6-2.7a3.3 3.3 0 0 0-4.6-4.6l-1 1M11.5 8.5a3.2 3.2 0 0 0-4.6 0l-2.6 2.7a3.3 3.3 0 0 0 4.6 4.6l1-1",
  unread:
    "M11 4H5.5A1.5 1.5 0 0 0 4 5.5v7A1.5 1.5 0 0 0 5.5 14H7v2.8L10.2 14h4.3a1.5 1.5 0 0 0 1.5-1.5V9.5M15.5 5.5v.01",
  check: "M4 10.5l4 4l8-9",
  down: "M10 4v11.5M5 10.7l5 5l5-5",
} as const;

export type IconName = keyof typeof DRAWINGS;

/** A drawing beside a word; it is never the only one who says it. */
export function Icon({ name, size = 20 }: { name: IconName; size?: 16 | 20 }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={size === 16 ? 2.1 : 1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={DRAWINGS[name]} />
    </svg>
  );
}
