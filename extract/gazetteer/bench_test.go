package gazetteer

import (
	"strings"
	"testing"
)

// BenchmarkDefault tells what the program pays at its start: the target is under 30 ms.
func BenchmarkDefault(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Default(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFind tells how fast texts are searched: the target is 20 MB/s or more.
func BenchmarkFind(b *testing.B) {
	g, err := Default()
	if err != nil {
		b.Fatal(err)
	}
	text := strings.Repeat("The meeting was attended by Fiji, Kiribati and the Marshall Islands, by observers from the Food and "+
		"Agriculture Organization (FAO), and by two officers of the host's ministry. Participants noted that the work plan "+
		"for the coming year had been sent to all members in good time, and agreed to review progress at the next session. "+
		"They asked the secretariat to report on what had been spent, and thanked the Government of Côte d’Ivoire for its "+
		"offer to host the next meeting in Abidjan. ", 200)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		g.Find(text)
	}
}
