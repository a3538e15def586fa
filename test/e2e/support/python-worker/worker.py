"""A small elements worker on the Python library: one line per third of a page, and the page's text."""

from arkindex_worker.worker import ElementsWorker


class ThirdsWorker(ElementsWorker):
    def process_element(self, element):
        image = element.open_image()
        third = image.height // 3
        lines = [
            {
                "polygon": [[0, top], [image.width, top], [image.width, top + third], [0, top + third]],
                "text": f"{element.name}, third {number}",
                "confidence": 0.5,
            }
            for number, top in enumerate(range(0, third * 3, third), start=1)
        ]
        self.create_element_transcriptions(element, sub_element_type="text_line", transcriptions=lines)
        self.create_transcription(element, text=f"{element.name} is {image.width} wide", confidence=0.9)


if __name__ == "__main__":
    ThirdsWorker(description="Thirds of a page").run()
