package pipeline

// LowerMaxFrame sets how much this process sends at once.
func LowerMaxFrame(bytes int) { maxFrame = bytes }
