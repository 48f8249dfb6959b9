// Load a saved desk and wait until the database has it. Returns how many events were added.
async ([site, text]) => {
  const { desk } = await import(`${site}assets/nlpbook/js/desk/desk.mjs`);
  await desk.ready;
  const { added } = await desk.importText(text);
  await desk.save();
  return { added };
}
