/** Paz's mark: a P whose stem is a route, with a healthy end. */
export function Mark({ size = 28 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="8" fill="#3d5a80" />
      <path
        d="M9 25V8h9a6 6 0 0 1 0 12h-5"
        fill="none"
        stroke="#fff"
        strokeWidth="3.2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx="23.5" cy="24.5" r="3.5" fill="#5fd3a4" />
    </svg>
  );
}
