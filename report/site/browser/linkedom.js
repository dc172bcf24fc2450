// In place of the package that draws without a browser.
export const parseHTML = () => ({ document });
