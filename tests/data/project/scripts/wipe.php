<?php
$db = new PDO("mysql:host=localhost;dbname=app");
$db->exec("DROP TABLE users");
