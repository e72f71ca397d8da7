/** “14 h 12” or “2.12 pm”, as the server writes it. */
export function clock(time) {
  const [hour, minute] = time.split(":").map(Number);
  if (document.documentElement.lang === "fr") return `${hour}\u00a0h${minute ? `\u00a0${time.slice(3, 5)}` : ""}`;
  if (hour % 12 === 0 && minute === 0) return hour ? "noon" : "midnight";
  return `${hour % 12 || 12}${minute ? `.${time.slice(3, 5)}` : ""}\u00a0${hour >= 12 ? "pm" : "am"}`;
}
