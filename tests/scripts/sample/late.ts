export const lateWord = "everybody";
