make setup
