/**
 * `HYPERLINK("https://...","Plan of 2021")` shows the plan only: the link is the evidence. The formula comes without its
 * equals sign.
 */
export const linkedByFormula = (formula: string): string | undefined => /^HYPERLINK\("([^"]+)"/i.exec(formula)?.[1];
