/** Downloads bytes made in the page. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser reads it after the click; a minute is ample.
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
  }, 60_000);
}
