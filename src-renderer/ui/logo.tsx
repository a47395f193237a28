import './logo.css'

/** The mark: two links of a chain that hold each other. */
export function Logo({ size = 22 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" className="logo" aria-hidden="true">
      <rect width="24" height="24" rx="6" />
      <path d="m10 14 4-4M11.5 8l1-1a3.2 3.2 0 0 1 4.5 4.5l-1 1M12.5 16l-1 1A3.2 3.2 0 0 1 7 12.5l1-1" />
    </svg>
  )
}
