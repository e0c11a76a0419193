const DRAWINGS = {
  hash: "M4 7.5h12.5M3.5 12.5H16M8.5 3.5l-2 13M13.5 3.5l-2 13",
  lock: "M5.5 9h9a1.5 1.5 0 0 1 1.5 1.5v4.5a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 4 15v-4.5A1.5 1.5 0 0 1 5.5 9zM6.8 9V6.700a3.2 3.2 0 0 1 6.4 0V9",
  search: "M9 14.500a5.500 5.500 0 1 0 0-11a5.500 5.500 0 0 0 0 11zM13 13l3.500 3.500",
  back: "M12.500 4l-6 6l6 6",
  people:
    "M7.500 9.500a3 3 0 1 0 0-6a3 3 0 0 0 0 6zM2 16.500v-.7a3.800 3.800 0 0 1 3.800-3.800h3.400a3.800 3.800 0 0 1 3.800 3.800v.7M13 3.800a3 3 0 0 1 0 5.500M15 12.300a3.800 3.800 0 0 1 3 3.700v.5",
  plus: "M10 3.500v13M3.500 10h13",
  send: "M10 16V4.500M5 9.300l5-5l5 5",
  arrow: "M4 10h11.500M11 5.500l4.500 4.500l-4.500 4.500",
  pencil:
    "M12.800 4.200a1.600 1.600 0 0 1 2.300 0l.7.7a1.600 1.600 0 0 1 0 2.300L7.500 15.500L3.800 16.200L4.500 12.500zM11.300 5.700l3 3",
  alert: "M10 17a7 7 0 1 0 0-14a7 7 0 0 0 0 14zM10 6.500v4M10 13.300v.1",
  offline:
    "M3 3l14 14M2.500 8.200a10.800 10.800 0 0 1 3.300-2.300M9 5a10.800 10.800 0 0 1 8.500 3.200M5.200 11.200a7 7 0 0 1 3.100-1.900M12.800 9.900a7 7 0 0 1 2 1.300M8 14a3 3 0 0 1 3.700-.2",
  down: "M10 4v11.500M5 10.700l5 5l5-5",
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
