package sample

// What reports are made of: facts of no meeting.
var (
	ordinals  = []string{"First", "Second", "Third", "Fifth", "Seventh", "Tenth", "Twelfth", "Nineteenth"}
	kinds     = []string{"Meeting", "Session", "Ministerial Meeting", "Annual Conference", "Technical Consultation"}
	qualities = []string{"Joint", "Standing", "Regional", "Coastal", "Upland", "Northern", "Southern"}
	bodies    = []string{"Commission", "Committee", "Council", "Working Group", "Forum", "Task Force"}
	subjects  = []string{"tidal mills", "bee forage", "bridge paint", "alpine huts", "river pilots", "school choirs", "rope ferries", "seed banks",
		"lamp oil", "ice roads", "paper recycling", "harbour dredging", "sheep drives", "night buses", "wind pumps", "map archives"}
	cities = []string{"Suva, Fiji", "Lima, Peru", "Oslo, Norway", "Accra, Ghana", "Hanoi, Viet Nam", "Riga, Latvia", "Quito, Ecuador", "Amman, Jordan",
		"Porto, Portugal", "Nairobi, Kenya", "Colombo, Sri Lanka", "Apia, Samoa"}
	months = []string{"January", "February", "March", "April", "May", "June", "July", "September", "October", "November"}
	states = []string{"Fiji", "Tonga", "Samoa", "Peru", "Chile", "Norway", "Latvia", "Ghana", "Kenya", "Jordan", "Portugal", "Ecuador", "Sri Lanka",
		"Viet Nam", "Senegal", "Uruguay", "Iceland", "Nepal", "Malta", "Botswana"}
	observers = []string{"The World Bank", "The International Labour Organization", "Spain", "The African Union", "UNESCO"}
	deeds     = []string{"publish a table of costs", "train forty inspectors", "share the survey data", "repair the northern gauges", "convene an expert panel",
		"adopt a common form", "open a help desk", "count the stations again", "translate the handbook", "lend two workshops to its neighbours",
		"prepare a draft budget", "send the samples to a laboratory", "plant a trial field", "review the charter"}
)
