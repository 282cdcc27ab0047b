env "dev" {
  url = "postgres://localhost:5432/app"
  dev = "docker://postgres/17/dev"
  src = "file://schema.sql"
  migration {
    dir = "file://migrations"
  }
}
