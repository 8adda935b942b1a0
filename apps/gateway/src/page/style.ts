export const pageStyle = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 72rem; margin: 0 auto; padding: 1rem; }
nav { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; padding: 0.5rem 0; }
details { border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); padding: 0.4rem 0; }
details[open] { padding-bottom: 1rem; }
summary { cursor: pointer; }
summary b { display: inline-block; min-width: 4.5rem; }
code, pre { font: 0.875rem/1.45 ui-monospace, monospace; overflow-wrap: anywhere; }
pre { overflow-x: auto; max-height: 30rem; padding: 0.75rem; border: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.25rem 0.75rem 0.25rem 0; }
tbody tr { border-top: 1px solid color-mix(in srgb, currentColor 12%, transparent); }
small { opacity: 0.75; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: 5rem 1fr; gap: 0.25rem 0.5rem; }
dd { margin: 0; min-width: 0; }
:focus-visible { outline: 2px solid; outline-offset: 2px; }
@media print { details > :not(summary) { display: block; } nav { display: none; } }
`;
