import { NotHere } from "@/components/ui/notice";

export const metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main>
      <NotHere />
    </main>
  );
}
