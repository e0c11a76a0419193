const MARK =
  "M-12.5 -57a12.5 12.5 0 0 1 25 0V-.5A62.5 62.5 0 1 1 50 112.5H-4.5a8 8 0 0 1-8-8zM19 51a12 12 0 1 0 24 0a12 12 0 1 0 -24 0zM59 51a12 12 0 1 0 24 0a12 12 0 1 0 -24 0z";
const LETTERS = [
  "M242 50A50 50 0 1 0 192 100A50 50 0 0 0 242 50M242 2V100",
  "M287 2V100M287 43A41 43 0 0 1 369 43V100",
  "M420 -38V69A30 31 0 0 0 448 100M398 2H448",
  "M481 52H575A47.5 50 0 1 0 558 89",
  "M620 2V100M620 46A38 44 0 0 1 654 2",
];

/** The name of the place, drawn. Its height is set by who places it. */
export function Wordmark({ className }: { className?: string }) {
  return (
    <svg className={className} viewBox="-13 -70 681 183" role="img" aria-label="Banter">
      <path fill="currentColor" fillRule="evenodd" d={MARK} />
      <path
        fill="none"
        stroke="currentColor"
        strokeWidth="25"
        strokeLinecap="round"
        strokeLinejoin="round"
        d={LETTERS.join("")}
      />
    </svg>
  );
}
