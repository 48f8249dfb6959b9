// The version of the book that this page belongs to; the build writes it here. Without one there is no service worker.
export const version = "";
